import { useEffect, useState } from 'react'

/** True once something has been going on for 300 ms: shorter waits show nothing, so that nothing flickers. */
export function useSlow(busy: boolean, after = 300): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!busy) {
      setSlow(false)
      return
    }
    const timer = setTimeout(() => setSlow(true), after)
    return () => clearTimeout(timer)
  }, [busy, after])
  return busy && slow
}
