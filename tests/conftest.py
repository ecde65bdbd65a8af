"""How the laws are tried: a law holds on a busy machine too."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "patient",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

# Needs the built site and a browser, and runs where it is named.
collect_ignore = ["browser"]
