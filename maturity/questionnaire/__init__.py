"""The questionnaire format: strict reading, building, linting, finding, and the stored copy."""
