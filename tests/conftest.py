"""How the laws are tried: a law holds on a busy machine too."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "patient",
    settings.default,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

# These need a browser and the built site, libraries of data frames, or Frictionless, and
# run where they are named.
collect_ignore = ["browser", "frames", "package"]
