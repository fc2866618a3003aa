/** What the head of an answer says about the answer and its connection. */
export class HeadFacts {
  status = 0
  isVersion11 = false
  /** -1 when the head has none. */
  contentLength = -1
  hasTransferEncoding = false
  isChunked = false
  setsCookie = false
  hasClose = false
  hasKeepAlive = false

  /** Whether the version and the options of `Connection` let the connection carry another request. */
  get isKeptAlive(): boolean {
    return this.isVersion11 ? !this.hasClose : this.hasKeepAlive
  }

  copy(): HeadFacts {
    return Object.assign(new HeadFacts(), this)
  }
}
