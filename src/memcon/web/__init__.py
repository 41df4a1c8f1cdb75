"""The ledger in a browser: pages, the REST API and the jobs that read what is sent in.

`create_app` makes the application that `memcon serve` runs. Pages are rendered on the server and
can be read without JavaScript. Nothing is loaded from, or sent to, another machine.
"""
