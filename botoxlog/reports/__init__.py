"""What a whole journal comes to: the sheet for a visit and the numbers, as facts and in words."""
