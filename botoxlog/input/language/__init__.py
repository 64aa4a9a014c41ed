"""Typed words, understood: areas, doses, dates, money, how a result looks, emergencies."""
