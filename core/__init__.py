"""The core: what Posko knows and proves, without a window and without transports."""
