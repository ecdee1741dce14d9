print("credtrace")
