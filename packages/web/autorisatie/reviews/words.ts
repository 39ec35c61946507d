import type { Review, ReviewItem } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'

export function useReviewWords() {
  const { t } = useLingui()
  const occasions: Record<Review['occasion'], string> = {
    quarterly: t`elk kwartaal`,
    'half-yearly': t`elk half jaar`,
    event: t`bij een gebeurtenis`,
  }
  const states: Record<Review['state'], string> = { running: t`loopt`, late: t`te laat`, closed: t`gesloten` }
  const decisions: Record<NonNullable<ReviewItem['decision']>, string> = {
    keep: t`behouden`,
    change: t`wijzigen`,
    end: t`beëindigd`,
  }
  return {
    occasion: (occasion: Review['occasion']) => occasions[occasion],
    state: (state: Review['state']) => states[state],
    decision: (decision: ReviewItem['decision']) => (decision ? decisions[decision] : t`open`),
  }
}
