import { useLingui } from '@lingui/react/macro'

/** What a message is for, by the code that the server keeps; an unknown one stands as it is. */
export function usePurposeWords(): (purpose: string) => string {
  const { t } = useLingui()
  const words: Record<string, string> = {
    'sign-in-code': t`code om aan te melden`,
    'proof-code': t`code om te bevestigen wie je bent`,
    'phone-proof': t`code om een nummer te bevestigen`,
    test: t`testbericht`,
  }
  return (purpose) => words[purpose] ?? purpose
}

/** Why a message was not sent, in words; an unknown code stands as it is, for the helpdesk. */
export function useFailureWords(): (failure: string) => string {
  const { t } = useLingui()
  const words: Record<string, string> = {
    'no-gateway': t`er is geen verzender voor dit soort bericht`,
  }
  return (failure) => words[failure] ?? failure
}
