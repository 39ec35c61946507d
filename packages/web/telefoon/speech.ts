import { useCallback, useEffect, useState } from 'react'
import type { Sentence } from './messages.ts'

export interface Speech {
  /** Which sentence is being said, by where it begins; undefined when nothing is. */
  now: number | undefined
  /** 'none': the browser cannot speak, or has nobody to speak with; 'foreign': there is a voice, and it is not a Dutch one. */
  voice: 'dutch' | 'foreign' | 'none'
  say: (sentences: readonly Sentence[]) => void
  stop: () => void
}

const synthesis = () => (typeof speechSynthesis === 'undefined' ? undefined : speechSynthesis)

/** Reads aloud in Dutch, as a telephone would: each sentence by itself, so that the pauses are long and no browser cuts it off. */
export function useSpeech(): Speech {
  const [now, setNow] = useState<number>()
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([])

  useEffect(() => {
    const engine = synthesis()
    if (!engine) return
    const read = () => setVoices(engine.getVoices())
    read()
    engine.addEventListener('voiceschanged', read)
    return () => {
      engine.removeEventListener('voiceschanged', read)
      engine.cancel()
    }
  }, [])
  const dutch = voices.find(({ lang }) => lang.toLowerCase().replace('_', '-').startsWith('nl'))

  const stop = useCallback(() => {
    synthesis()?.cancel()
    setNow(undefined)
  }, [])

  const say = useCallback(
    (sentences: readonly Sentence[]) => {
      const engine = synthesis()
      if (!engine) return
      engine.cancel()
      const last = sentences.at(-1)
      for (const sentence of sentences) {
        const utterance = new SpeechSynthesisUtterance(sentence.text)
        utterance.lang = 'nl-NL'
        utterance.rate = 0.8
        if (dutch) utterance.voice = dutch
        utterance.addEventListener('start', () => setNow(sentence.at))
        if (sentence === last) utterance.addEventListener('end', () => setNow(undefined))
        engine.speak(utterance)
      }
    },
    [dutch],
  )
  const voice = dutch ? 'dutch' : voices.length > 0 ? 'foreign' : 'none'
  return { now, voice, say, stop }
}
