"""The interview: shows a session's step, asks, and tells the session what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maturity.assessment.answers import LONGEST_TEXT
from maturity.assessment.previous import Previous
from maturity.assessment.session import Session, StepKind
from maturity.model.assessment import UNANSWERED
from maturity.model.questionnaire import Question
from maturity.text import Catalogue
from maturity.ui.ask import Asker, InterruptedByUserError
from maturity.ui.commands import Command, keys, parse, spelling
from maturity.ui.page import Block, lines, show
from maturity.ui.question_page import STATE_WORDS, QuestionPage, commands_for
from maturity.ui.replies import reply_for


class Interview:
    """Drives one session to its end, or until the person stops."""

    def __init__(
        self,
        session: Session,
        asker: Asker,
        language: str,
        previous: Previous | None = None,
        shared: Sequence[Previous] = (),
        *,
        propose: bool = False,
    ) -> None:
        """Make an interview.

        Args:
            session: Where the answers go.
            asker: How to ask.
            language: The reader's.
            previous: Answers of the period before, shown beside the questions.
            shared: Answers to the same questions in other questionnaires this period; they are always proposed.
            propose: Whether answers of the period before stand in the input line, to be confirmed one by one. What is not confirmed is no answer.
        """
        self._session = session
        self._ask = asker
        self._screen = asker.screen
        self._t: Catalogue = asker.screen.t
        self._language = session.questionnaire.language_for(language)
        self._page = QuestionPage(session, self._t, self._language, previous, shared, propose=propose)

    def run(self) -> None:
        """Ask until the respondent finishes.

        Raises:
            InterruptedByUserError: The person stopped; every answer given is on the disk.
            StorageError: An answer could not be written; those before it are on the disk.
        """
        while not self._session.record.finished:
            match self._session.step.kind:
                case StepKind.QUESTION:
                    self._question()
                case StepKind.TARGET:
                    self._target()
                case StepKind.COMPARISON:
                    self._comparison()
                case StepKind.REVIEW:
                    self._review()

    # One question

    def _question(self) -> None:
        question = self._session.question
        commands = commands_for(question)
        answer = self._session.record.answers.get(question.id, UNANSWERED)
        self._show(self._page.blocks(question, answer, commands))
        reply = reply_for(question, self._language)
        while self._session.step.id == question.id:
            typed = self._ask.line(
                self._t(reply.prompt), default=reply.standing(self._page.proposal(question, answer) or answer), steps=reply.steps
            )
            content = reply.read(typed)
            if content is not None:
                self._give(content)
                return
            found = reply.command(typed, commands, self._t)
            if found is None and reply.command(typed, (Command.NOT_APPLICABLE,), self._t):
                self._screen.show(self._t("This question always applies. If you do not know the answer, say so or skip it."))
            elif found is None:
                self._screen.show(self._t(reply.correction))
            elif self._obey(*found, question):
                return

    def _give(self, content: int | tuple[int, ...] | str) -> None:
        if isinstance(content, int):
            self._session.answer(content)
        elif isinstance(content, str):
            self._session.write(content)
        else:
            self._session.choose(content)

    def _obey(self, command: Command, rest: str, question: Question) -> bool:
        """Do what a command says; True when the page must be shown anew."""
        session, t = self._session, self._t
        match command:
            case Command.BACK:
                if not session.back():
                    self._screen.show(t("This is the first question."))
                    return False
            case Command.SKIP:
                session.skip()
            case Command.DONT_KNOW:
                session.dont_know()
            case Command.NOT_APPLICABLE:
                return self._not_applicable(question, rest)
            case Command.COMMENT:
                session.comment(self._text(t("Comment"), session.record.comments.get(question.id, ""), rest))
                self._screen.show(t("The comment is saved.") if question.id in session.record.comments else t("There is no comment."))
                return False
            case Command.EVIDENCE:
                session.evidence(self._text(t("Evidence: where can this be seen"), session.record.evidence.get(question.id, ""), rest))
                self._screen.show(t("The evidence is saved.") if question.id in session.record.evidence else t("There is no evidence."))
                return False
            case Command.HELP:
                self._screen.show(*lines(self._page.explanation(question), self._screen))
                return False
            case Command.QUIT:
                raise InterruptedByUserError
            case Command.FINISH:
                return False
        return True

    def _not_applicable(self, question: Question, rest: str) -> bool:
        guidance = question.not_applicable.guidance if question.not_applicable else None
        if guidance:
            self._screen.show(self._t("Not applicable when: {guidance}", guidance=guidance[self._language]))
        standing = self._session.record.answers.get(question.id, UNANSWERED).reason or ""
        reason = rest or self._ask.line(self._t("Why is it not applicable? (empty to go back)"), default=standing)
        if not reason:
            return True
        self._session.not_applicable(reason)
        return True

    def _text(self, prompt: str, standing: str, rest: str) -> str:
        """Return a comment or evidence: what was typed behind the command, or asked for."""
        if rest:
            return rest
        if standing:
            prompt = self._t("{prompt} (a hyphen removes it)", prompt=prompt)
        typed = self._ask.line(prompt, default=standing)
        if len(typed) > LONGEST_TEXT:
            self._screen.show(self._t("Only the first {n} characters are kept.", n=LONGEST_TEXT))
        return "" if typed == "-" else typed

    # Pages between

    def _target(self) -> None:
        t, session = self._t, self._session
        dimension = session.questionnaire.dimension(session.step.id)
        assert dimension is not None
        standing = session.record.targets.get(dimension.id)
        title = dimension.title[self._language]
        blocks = [
            Block(t("Target for {dimension}", dimension=title), style="bold cyan", gap=True),
            Block(t("Which level does the organisation want to reach here? Press Enter to set no target."), style="bold"),
        ]
        levels = session.questionnaire.levels
        for number, level in enumerate(levels):
            blocks.append(Block(level.label[self._language], mark=f" {level.value}  ", gap=number == 0))
        commands = (Command.BACK, Command.QUIT)
        blocks.append(Block(pieces=keys(commands, t), style="dim", gap=True))
        self._show(blocks)
        values = [str(level.value) for level in levels]
        while True:
            typed = self._ask.line(t("Target (a number, or Enter)"), default="" if standing is None else str(standing), steps=values)
            if typed in ("", "-"):
                session.target(None)
                return
            if typed in values:
                session.target(int(typed))
                return
            found = parse(typed, commands, t)
            if found is not None:
                if found[0] is Command.QUIT:
                    raise InterruptedByUserError
                session.back()
                return
            self._screen.show(t("Type a number from {low} to {high}, or one of the letters above.", low=values[0], high=values[-1]))

    def _comparison(self) -> None:
        t, session = self._t, self._session
        count = sum(step.kind is StepKind.QUESTION for step in session.steps) - len(session.scored_steps)
        commands = (Command.BACK, Command.SKIP, Command.QUIT)
        text = t.counted(
            "{n} question follows that is not scored. It is the same as in a published survey and is used for comparison only.",
            "{n} questions follow that are not scored. They are the same as in a published survey and are used for comparison only.",
            count,
        )
        self._show(
            [
                Block(t("For comparison (not scored)"), style="bold cyan", gap=True),
                Block(text),
                Block(pieces=keys(commands, t), style="dim", gap=True),
            ]
        )
        while True:
            typed = self._ask.line(t("Press Enter to answer them, or {letter} to skip them", letter=spelling(Command.SKIP, t)[0]))
            if not typed:
                session.forward()
                return
            match parse(typed, commands, t):
                case (Command.BACK, _):
                    session.back()
                    return
                case (Command.SKIP, _):
                    session.skip_comparison()
                    return
                case (Command.QUIT, _):
                    raise InterruptedByUserError
            self._screen.show(t("Press Enter, or type one of the letters above."))

    def _review(self) -> None:
        t, session = self._t, self._session
        scored = session.scored_steps
        remaining = session.open_questions
        blocks = [
            Block(t("Before you finish"), style="bold cyan", gap=True),
            Block(t("{n} of {total} questions are answered or not applicable.", n=len(scored) - len(remaining), total=len(scored))),
        ]
        numbers = [step.id for step in scored]
        if remaining:
            blocks.append(Block(t("These are open:"), gap=True))
        for step in remaining:
            state = session.record.answers.get(step.id, UNANSWERED).state
            title = session.questionnaire.by_id[step.id].title[self._language]
            blocks.append(Block(f"{title} ({t(STATE_WORDS[state])})", mark=f"{numbers.index(step.id) + 1:>3}  "))
        commands = (Command.BACK, Command.FINISH, Command.QUIT)
        blocks.append(Block(pieces=keys(commands, t), style="dim", gap=True))
        self._show(blocks)
        while True:
            typed = self._ask.line(t("A question's number to go there, or {letter} to finish", letter=spelling(Command.FINISH, t)[0]))
            if typed.isdecimal() and 1 <= int(typed) <= len(scored):
                session.jump(scored[int(typed) - 1])
                return
            match parse(typed, commands, t):
                case (Command.BACK, _):
                    session.back()
                    return
                case (Command.FINISH, _):
                    session.finish()
                    return
                case (Command.QUIT, _):
                    raise InterruptedByUserError
            self._screen.show(t("Type a number from {low} to {high}, or one of the letters above.", low=1, high=len(scored)))

    def _show(self, blocks: Iterable[Block]) -> None:
        letter = spelling(Command.HELP, self._t)[0]
        reminder = Block(self._t("Type {letter} to see the explanation of this question.", letter=letter), style="dim")
        show(list(blocks), self._screen, reminder)
