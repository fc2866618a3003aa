-- The workload for wrk and wrk2. It is read from the environment: see workload.ts.
local isScenario = os.getenv('LOAD_KIND') == 'scenario'

failures = 0

if isScenario then
  local itemWeight = tonumber(os.getenv('LOAD_ITEM_WEIGHT'))
  local listWeight = tonumber(os.getenv('LOAD_LIST_WEIGHT'))
  local itemPath = os.getenv('LOAD_ITEM_PATH')
  local itemIds = tonumber(os.getenv('LOAD_ITEM_IDS'))
  local listPath = os.getenv('LOAD_LIST_PATH')
  local users = tonumber(os.getenv('LOAD_CONNECTIONS'))
  local count = 0
  local headersOfUser = {}

  init = function()
    math.randomseed(os.time())
    for user = 0, users - 1 do
      headersOfUser[user] = { authorization = 'Bearer ' .. os.getenv('LOAD_TOKEN_PREFIX') .. user }
    end
  end

  -- A script does not know the connection of a request, so the users take turns.
  request = function()
    count = count + 1
    local headers = headersOfUser[count % users]
    if math.random(itemWeight + listWeight) <= itemWeight then
      return wrk.format('GET', itemPath .. math.random(0, itemIds - 1), headers)
    end
    return wrk.format('GET', listPath, headers)
  end

  -- wrk has no JSON parser. To look for the member is less work than to parse, in favour of wrk.
  response = function(status, headers, body)
    if status ~= 200 or not string.find(body, '"ok":true', 1, true) then failures = failures + 1 end
  end
else
  wrk.path = os.getenv('LOAD_RAW_PATH')
end

local threads = {}

setup = function(thread)
  table.insert(threads, thread)
end

done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  for _, thread in ipairs(threads) do failed = failed + thread:get('failures') end
  print(string.format(
    '{"requests":%d,"requestsPerSecond":%f,"errors":%d,"p50Ms":%f,"p95Ms":%f,"p99Ms":%f}',
    summary.requests, summary.requests / summary.duration * 1e6, failed,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3
  ))
end
