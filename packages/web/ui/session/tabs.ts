/** What the tabs of one browser tell each other: they share one session. */
export type TabMessage =
  | { type: 'heard'; at: number }
  | { type: 'signed-in'; personId: string }
  | { type: 'signed-out' }

const channelName = 'hoede-session'

/** Tells the other tabs. */
export function tellTabs(message: TabMessage): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(message)
  channel.close()
}

/** Listens to the other tabs until the returned function is called. */
export function hearTabs(listener: (message: TabMessage) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = (event: MessageEvent<TabMessage>) => listener(event.data)
  return () => channel.close()
}
