"""Sandboxes: processes that evaluate queries of strangers, each of which may be lost without harm.

    process      a sandbox as its supervisor sees it: started, killed
    confinement  what a program in it gives up before it sees a query, and how it ends with its supervisor
    program      that of the workers of the pool: a query at a time, answered whole

A program loads nothing of its supervisor, as each process holds what it loads.
"""
