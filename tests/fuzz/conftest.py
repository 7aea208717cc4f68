"""A hypothesis profile with many examples: `pytest tests/fuzz -n0 --no-cov --hypothesis-profile=fuzz`."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fuzz", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
