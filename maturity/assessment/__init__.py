"""Assessments on disk and in progress: journals, the state machine of the interview, combining respondents, advice."""
