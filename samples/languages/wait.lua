for i = 1, 10 do
    sleep(2)
end
