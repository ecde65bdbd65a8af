"""Gives attrs classes their constructor in the reference.

Griffe reads the source without running it, and knows the constructors of dataclasses
only. Without this an attrs class has no signature, and each line of its `Args:` is a
warning that stops the strict build.
"""

from typing import Any

from griffe import (
    Attribute,
    Class,
    ExprCall,
    ExprKeyword,
    Extension,
    Function,
    Parameter,
    ParameterKind,
    Parameters,
)

DECORATORS = {"attrs.define", "attrs.frozen"}


def options(call: object) -> dict[str, Any]:
    """Return the keyword arguments of a call in the source; none if it is no call."""
    if not isinstance(call, ExprCall):
        return {}
    return {a.name: a.value for a in call.arguments if isinstance(a, ExprKeyword)}


def parameter(field: Attribute, *, by_name: bool) -> Parameter | None:
    """Return the parameter that sets a field; None where the field has none."""
    default: Any = field.value
    if isinstance(default, ExprCall) and default.canonical_path == "attrs.field":
        given = options(default)
        if str(given.get("init")) == "False":
            return None
        by_name = by_name or str(given.get("kw_only")) == "True"
        default = (
            f"{given['factory']}()" if "factory" in given else given.get("default")
        )
    if isinstance(default, ExprCall) and default.canonical_path == "attrs.Factory":
        default = "..."  # made from the other fields
    return Parameter(
        field.name.lstrip("_"),  # as attrs names it
        annotation=field.annotation,
        kind=ParameterKind["keyword_only" if by_name else "positional_or_keyword"],
        default=default,
    )


class AttrsConstructors(Extension):
    """Writes the `__init__` that attrs would write."""

    def on_class_members(self, *, cls: Class, **_: Any) -> None:
        """Add the constructor once the fields of a class are known."""
        used = [d.value for d in cls.decorators if d.callable_path in DECORATORS]
        if not used or "__init__" in cls.members:
            return
        by_name = str(options(used[0]).get("kw_only")) == "True"
        fields = [
            found
            for member in cls.members.values()
            if isinstance(member, Attribute)
            and member.annotation is not None
            and "instance-attribute" in member.labels  # no ClassVar and no property
            and (found := parameter(member, by_name=by_name))
        ]
        # Stable: within each group the order stays that of the source.
        fields.sort(key=lambda found: found.kind is ParameterKind.keyword_only)
        own = Parameter("self", kind=ParameterKind.positional_or_keyword)
        init = Function("__init__", parameters=Parameters(own, *fields), returns="None")
        cls.set_member("__init__", init)
