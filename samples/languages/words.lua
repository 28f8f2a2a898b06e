local words = {}
for i = 1, 20000 do
    words[i] = "word " .. i
end
io.write(#words .. " words\n")
