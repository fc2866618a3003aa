-- Asks for each of the 200 routes in turn, ten ids each. The requests are made beforehand, so that
-- the load is never what limits the faster server.
local requests = {}
local count = 0

init = function()
  for index = 1, 2000 do
    requests[index] = wrk.format('GET', '/resource-' .. (index % 200) .. '/' .. index .. '/items/7')
  end
end

request = function()
  count = count % 2000 + 1
  return requests[count]
end
