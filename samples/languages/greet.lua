guests = (guests or 0) + 1
io.write("guest number " .. guests .. "\n")
