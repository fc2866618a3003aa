-- Asks for each of the 200 routes in turn, with another id each time.
local count = 0

request = function()
  count = count + 1
  return wrk.format('GET', '/resource-' .. (count % 200) .. '/' .. count .. '/items/7')
end
