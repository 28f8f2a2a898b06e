-- [count]
local function worth(i)
    return i % 3 == 0 and 1 or 0
end

for i = 1, 300000 do
    add("hits", worth(i))
end
-- [count]

-- printed when the state is closed
at_end = at_end or setmetatable({}, { __gc = function() io.write("hits: ", hits, "\n") end })
