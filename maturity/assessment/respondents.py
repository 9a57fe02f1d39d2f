"""Several respondents, one score: the mean per role, then the mean of the roles, and how far the roles lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maturity.model.assessment import Assessment
from maturity.model.questionnaire import Questionnaire
from maturity.model.result import OVERALL, CombinedScore, MadeBy, RespondentScores, Result, Score, ScoreStatus
from maturity.scoring.engine import Built
from maturity.scoring.rules import RULES
from maturity.scoring.score import level_of, mean, score_response
from maturity.version import VERSION


def score_assessment(built: Built, assessment: Assessment) -> Result:
    """Score every respondent and combine them.

    A role counts once, however many people answered in it, so that a large group does not drown a small one.
    """
    respondents = tuple(score_response(built, response, assessment.organisation.kind) for response in assessment.responses)
    questionnaire = built.questionnaire
    return Result(
        assessment=assessment,
        dimensions=tuple(_combined(questionnaire, dimension.id, respondents) for dimension in questionnaire.dimensions),
        overall=_combined(questionnaire, OVERALL, respondents),
        respondents=respondents,
        made_by=tuple(_made_by(built)),
        last_answer=max((time for response in assessment.responses if (time := response.last_answer)), default=None),
    )


def _combined(questionnaire: Questionnaire, name: str, respondents: Sequence[RespondentScores]) -> CombinedScore:
    roles = {}
    for role in sorted({respondent.response.role for respondent in respondents}, key=questionnaire.role_rank):
        roles[role] = _mean_score(questionnaire, [found.scores[name] for found in respondents if found.response.role == role])
    score = _mean_score(questionnaire, list(roles.values()))
    values = [role.value for role in roles.values() if role.value is not None]
    return CombinedScore(id=name, score=score, roles=roles, spread=max(values) - min(values) if len(values) > 1 else None)


def _mean_score(questionnaire: Questionnaire, scores: Sequence[Score]) -> Score:
    values = [score.value for score in scores if score.value is not None]
    targets = [score.target for score in scores if score.target is not None]
    value = mean(values) if values else None
    if values:
        status = ScoreStatus.SCORED
    elif scores and all(score.status is ScoreStatus.NOT_APPLICABLE for score in scores):
        status = ScoreStatus.NOT_APPLICABLE
    else:
        status = ScoreStatus.NOT_ENOUGH_ANSWERS
    return Score(
        status=status,
        value=value,
        level=None if value is None else level_of(questionnaire.levels, value),
        answered=sum(score.answered for score in scores),
        applicable=sum(score.applicable for score in scores),
        target=mean(targets) if targets else None,
        caps=tuple(dict.fromkeys(cap for score in scores for cap in score.caps)),
    )


def _made_by(built: Built) -> Iterable[MadeBy]:
    yield MadeBy(kind="tool", id="maturity", version=VERSION)
    reference = built.reference
    yield MadeBy(kind="questionnaire", id=reference.id, version=reference.version, sha256=reference.sha256)
    if base := built.questionnaire.base:
        yield MadeBy(kind="base", id=base.id, version=base.version)
    used = {dimension.scoring.rule for dimension in built.questionnaire.dimensions} | {built.questionnaire.overall.rule}
    # A plugin's rule has the plugin's version, which is named below.
    for rule in sorted(used & set(RULES)):
        yield MadeBy(kind="rule", id=rule, version=VERSION)
    yield from built.parts
