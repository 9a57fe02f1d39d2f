"""From answers to scores: plans of small nodes, rules that make them, and an exact evaluator. Pure: no files, no clock."""
