/**
 * Filters the list of all tests. It reads what is on the page and only ever hides and shows rows:
 * nothing a test said becomes code or markup.
 */
export const FILTER_SCRIPT = `
const form = document.getElementById('filter')
if (form) {
  const groups = [...document.querySelectorAll('.group')].map((group) => ({
    group,
    service: group.dataset.service,
    level: group.dataset.level,
    bodies: [...group.querySelectorAll('tbody')].map((body) => ({
      body,
      file: body.querySelector('.file')?.textContent.toLowerCase() ?? '',
      rows: [...body.querySelectorAll('tr[data-status]')].map((row) => ({
        row,
        status: row.dataset.status,
        text: row.textContent.toLowerCase(),
      })),
    })),
  }))
  const total = document.querySelectorAll('tr[data-status]').length
  const apply = () => {
    const text = form.elements.text.value.trim().toLowerCase()
    const { value: service } = form.elements.service
    const { value: level } = form.elements.level
    const { value: status } = form.elements.status
    let shown = 0
    for (const group of groups) {
      const isChosen = (!service || service === group.service) && (!level || level === group.level)
      let inGroup = 0
      for (const { body, file, rows } of group.bodies) {
        let inBody = 0
        for (const { row, ...test } of rows) {
          const isText = !text || test.text.includes(text) || file.includes(text)
          row.hidden = !(isChosen && isText && (!status || status === test.status))
          if (!row.hidden) inBody += 1
        }
        body.hidden = inBody === 0
        inGroup += inBody
      }
      group.group.hidden = inGroup === 0
      shown += inGroup
    }
    form.querySelector('output').textContent = shown === total ? '' : shown + ' of ' + total + ' tests'
  }
  form.hidden = false
  form.addEventListener('input', apply)
  form.addEventListener('submit', (event) => event.preventDefault())
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('.grid a')
    if (!link) return
    form.reset()
    apply()
  })
}
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target instanceof HTMLDetailsElement) target.open = true
}
addEventListener('hashchange', unfold)
unfold()
`
