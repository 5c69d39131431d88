"""The province as a drawing: its sketched shapes, how a level looks, and the painter that needs no window."""
