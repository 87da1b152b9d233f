"""Trains and exports the digit networks that ship with Stapes."""
