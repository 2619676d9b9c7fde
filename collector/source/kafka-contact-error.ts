/** A topic that is to be read and is not there. */
export class UnknownTopicError extends Error {
  override name = 'UnknownTopicError'
  readonly topic: string
  /** Topics that this user may see. */
  readonly known: readonly string[]

  constructor(topic: string, known: readonly string[]) {
    super(`Kafka has no topic ${topic}`)
    this.topic = topic
    this.known = known
  }
}

/** Brokers that the first one named, and that cannot be reached under the name it gave. */
export class AdvertisedBrokerError extends Error {
  override name = 'AdvertisedBrokerError'
  readonly address: string

  constructor(address: string, cause: unknown) {
    super(`broker ${address} cannot be reached`, { cause })
    this.address = address
  }
}
