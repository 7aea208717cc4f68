"""The rules by their codes, and what a site says about them: levels and waivers."""
