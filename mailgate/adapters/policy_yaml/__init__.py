"""Rule files, which officials write in YAML, checked strictly and turned into the domain's Policy."""

from mailgate.adapters.policy_yaml.golden_file import Expectation, golden
from mailgate.adapters.policy_yaml.loader import load_policy

__all__ = ["Expectation", "golden", "load_policy"]
