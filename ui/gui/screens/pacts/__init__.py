"""Pakta: issued pacts, the cascade, rosters, issuing, verifying, scans."""
