/** What kind of care a team gives; it decides who lives there and what is written. */
export type Setting = 'dementia' | 'nursing' | 'home' | 'living' | 'daytime'
