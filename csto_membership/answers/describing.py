"""What is looked at, in words: which alliance, which definition, according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from csto_membership.membership.view import Silence

if TYPE_CHECKING:
    from csto_membership.alliance import Alliance
    from csto_membership.membership.view import View

__all__ = ["described"]


def described(alliance: Alliance, name: str = "") -> str:
    """An alliance with its definition and its narrowings, in words.

    Args:
        alliance: The alliance.
        name: What to call it; its id unless told.

    Examples:
        >>> import csto_membership as cm
        >>> csto = cm.load("csto")
        >>> described(csto.under("party").as_known_on("1999-03-01"))
        'csto under `party`, as known on 1999-03-01'
        >>> described(csto.according_to("jt-79", "gibler", silence="no"))
        'csto under `joined`, according to gibler and jt-79 (silence means no)'
    """
    asked = f"{name or alliance.record.id} under `{alliance.definition.name}`"
    return ", ".join([asked, *_narrowings(alliance.view)])


def _narrowings(view: View) -> Iterator[str]:
    if view.known is not None:
        yield f"as known on {view.known}"
    if view.sources is not None:
        silence = " (silence means no)" if view.silence is Silence.NO else ""
        yield f"according to {_listed(view.sources)}{silence}"
    if view.preferred:
        yield f"preferring {_listed(view.preferred)}"
    if view.instead is not None:
        yield f"supposing what {_listed(view.instead.sources.ids)} says"


def _listed(ids: Iterable[str]) -> str:
    *others, last = sorted(ids) or ["nobody"]
    return f"{', '.join(others)} and {last}" if others else last
