"""Processes of their own for what strangers feed: how one is started, what it may not do, how many tasks pass through one."""
