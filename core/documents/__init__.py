"""Printed paper: layout, signing, QR codes and verifying."""
