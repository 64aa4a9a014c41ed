"""Typed words parsed: areas, doses, dates, money, states, settings; and signs of an emergency."""
