"""Looking something up in the guidance: topics, acts, kinds of persons, law and sanctions, ranked by where a word stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.area import fold
from core.domain.guidance import Guidance
from core.domain.reference import ReferenceData

MOST = 40
_TITLE, _CODE, _TEXT, _WHOLE = 6, 8, 1, 2
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. ``kind`` is topic, act, subject, law or sanction; ``acts`` are what it leads to."""

    kind: str
    code: str
    title: str
    text: str
    acts: tuple[str, ...] = ()


def search(guidance: Guidance, reference: ReferenceData, text: str, language: str = "id") -> tuple[Hit, ...]:
    """What holds every word of the text, as a whole word or its beginning; the best first, at most forty."""
    wanted = [word for word in fold(text).split() if len(word) >= _SHORTEST]
    if not wanted:
        return ()
    scored = [(score, hit) for hit in _everything(guidance, reference, language) if (score := _score(hit, wanted))]
    scored.sort(key=lambda pair: (-pair[0], pair[1].kind, pair[1].code))
    return tuple(hit for _, hit in scored[:MOST])


def _score(hit: Hit, wanted: list[str]) -> int:
    """Nothing where a word is missing."""
    fields = [(_CODE, fold(hit.code).split()), (_TITLE, fold(hit.title).split()), (_TEXT, fold(hit.text).split())]
    total = 0
    for word in wanted:
        best = max((weight * _fits(word, words) for weight, words in fields), default=0)
        if not best:
            return 0
        total += best
    return total


def _fits(word: str, words: list[str]) -> int:
    return _WHOLE if word in words else int(any(each.startswith(word) for each in words))


def _everything(guidance: Guidance, reference: ReferenceData, language: str) -> Iterator[Hit]:
    english = language == "en"
    for topic in guidance.topics:
        name, about, free = (
            (topic.name_en, topic.about_en, topic.free_en) if english else (topic.name_id, topic.about_id, topic.free_id)
        )
        yield Hit("topic", topic.code, name, f"{about} {free}", topic.acts)
    for act in reference.violations:
        yield Hit("act", act.code, act.name_en if english else act.name_id, act.legal_basis, (act.code,))
    for person in reference.subjects:
        yield Hit("subject", person.code, person.name_en if english else person.name_id, person.discipline_authority)
    for ref in reference.legal_refs:
        topic_words = ref.topic_en if english else ref.topic_id or ref.topic_en
        acts = tuple(act.code for act in reference.violations if ref.code in act.legal_refs)
        yield Hit("law", ref.code, ref.citation, topic_words, acts)
    for rung in reference.sanctions:
        yield Hit("sanction", rung.code, rung.name_en if english else rung.name_id, rung.legal_basis)
