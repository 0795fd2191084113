"""What a result was made from, written down so that anybody can replay it · 记录与复核."""
