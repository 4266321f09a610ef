### Incoming calls.

caller-unknown = incoming call, number unknown

## Kinds of incoming call, and why a call is of its kind.

kind-first_time = First-time
kind-returned = Returned
kind-recommended = Recommended
kind-repeat = Repeat
why-unknown = not known yet who is calling
why-no-contact = no contact with us before
why-called = called on { $day }, did not buy
why-talked = we talked on { $day }, they did not buy
why-recommended = { $by ->
    [none] somebody recommended us
   *[other] recommended by { $by }
}
why-client = is our client
why-client-since = client, deal made on { $day }

## A step of the script.

step-avoid = ⚠ Avoid: { $text }
