### Who answers whom: who takes a call, exceptions, handing a call over.

## The team.

member-exempt = Exception: no calls are led here.
member-fallback = Takes the calls for which nobody else is found.
key-exempt =
    .on = Lead no calls here
    .off = Lead calls here again
key-fallback =
    .on = Make default for calls
    .off = No longer default for calls
exempt-on = { $name }: no calls are led here, however many talks there were.
exempt-off = { $name }: calls are led here again.
fallback-on = { $name } takes the calls for which nobody else is found.
fallback-off = { $name } no longer takes the calls that are nobody’s.
