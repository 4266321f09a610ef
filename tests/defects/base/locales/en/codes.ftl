code-recall = Call again
    .hint = a time was agreed
    .comment = asked to call again: { $reason }
code-no_answer = No answer
    .hint = nobody picks up
    .comment = No answer { $call }
code-refusal = Refusal
    .hint = a final no
    .comment = { $refusal ->
        [not_relevant] not relevant
       *[other] not interested
      } { $call }, { $reason }
code-interest = Interest
    .hint = an exact time was named
    .comment = { $when }, interested
chip-busy = busy
chip-supplier = has a supplier
group-not_reached = Nobody reached
    .hint = nobody spoke
group-secretary = Secretary
    .hint = the secretary spoke
group-lpr = Decision maker
    .hint = a no
group-interest = Interest
    .hint = a yes
group-other = Other
    .hint = all else
chip-not_interested = not interested
chip-not_relevant = not relevant
