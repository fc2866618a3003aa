// What the workload for Artillery needs beside its .yml files.
const load = process.env
const isScenario = load.LOAD_KIND === 'scenario'
const itemWeight = Number(load.LOAD_ITEM_WEIGHT)
const weights = itemWeight + Number(load.LOAD_LIST_WEIGHT)
const itemIds = Number(load.LOAD_ITEM_IDS)
const endsAt = Date.now() + Number(load.LOAD_SECONDS) * 1_000
let users = 0

module.exports = { chooseTask, checkAnswer, isTimeLeft }

function chooseTask(request, context, _events, next) {
  if (!isScenario) request.url = load.LOAD_URL + load.LOAD_RAW_PATH
  else {
    context.vars.token ??= `Bearer ${load.LOAD_TOKEN_PREFIX}${users++}`
    const isItem = Math.random() * weights < itemWeight
    const path = isItem ? load.LOAD_ITEM_PATH + Math.floor(Math.random() * itemIds) : load.LOAD_LIST_PATH
    request.url = load.LOAD_URL + path
    request.headers = { ...request.headers, authorization: context.vars.token }
  }
  next()
}

function checkAnswer(_request, response, _context, _events, next) {
  const isGood = !isScenario || JSON.parse(response.body).ok === true
  next(isGood ? undefined : new Error('the answer is not ok'))
}

function isTimeLeft(_context, next) {
  next(Date.now() < endsAt)
}
