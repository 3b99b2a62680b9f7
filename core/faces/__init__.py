"""Faces: detect, align, judge, choose, embed. Arrays in, arrays out."""
