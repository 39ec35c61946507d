import { createContext, type ReactNode, use, useMemo, useState } from 'react'

interface Search {
  /** What was last looked for; never in the address, as it may be a BSN. */
  question: string
  setQuestion: (question: string) => void
}

const SearchContext = createContext<Search>({ question: '', setQuestion: () => {} })

export const useSearch = () => use(SearchContext)

export function SearchProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState('')
  const value = useMemo(() => ({ question, setQuestion }), [question])
  return <SearchContext value={value}>{children}</SearchContext>
}
