/** What the service sends. */
export function noticeOf(id) {
  return { id, text: 'your order is on its way' }
}
