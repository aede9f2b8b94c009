-- wrk -s paths.lua URL -- FILE [HEADER]: asks for the paths in FILE at random, or for its only one again and again.
-- The last line says requests/s, p50 and p99 in microseconds, requests, and errors.
local requests = {}

function init(args)
  local header = args[2]
  if header and header ~= "" then
    local name, value = header:match("^(.-): *(.*)$")
    wrk.headers[name] = value
  end

  for path in io.lines(args[1]) do
    requests[#requests + 1] = path
  end

  if #requests == 1 then
    -- Without a function named request, wrk sends the same bytes over and over.
    wrk.path = requests[1]
    return
  end

  math.randomseed(os.time())
  for i = 1, #requests do
    requests[i] = wrk.format("GET", requests[i])
  end

  request = function()
    return requests[math.random(#requests)]
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("figures %.1f %d %d %d %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99), summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
