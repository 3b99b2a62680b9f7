"""Every sentence the screens say, in Korean."""
