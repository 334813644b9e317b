"""The pure heart: requests, SOPs, officials and what they decide; standard library only."""
