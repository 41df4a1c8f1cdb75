"""What the views of a pair, a group or a whole ledger show, as data that is ready for JSON.

Each module answers one question on some records: a function takes them and returns mappings, lists,
texts and numbers, with the ids of the records and the words that each part rests on. Pages, the API
and notebooks draw from the same.
"""
