"""Translation quality: rules on the entries of catalogs, each a small function with examples."""

from duizhao.translation.quality.rules import RULES, Rule, check_catalog, check_consistency, list_units

__all__ = ["RULES", "Rule", "check_catalog", "check_consistency", "list_units"]
