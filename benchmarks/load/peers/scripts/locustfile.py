"""The workload for Locust. It is read from the environment: see workload.ts."""
from itertools import count
from os import environ
from random import randrange

from locust import FastHttpUser, constant_throughput, task

KIND = environ["LOAD_KIND"]
RAW_PATH = environ["LOAD_RAW_PATH"]
ITEM_PATH = environ["LOAD_ITEM_PATH"]
ITEM_IDS = int(environ["LOAD_ITEM_IDS"])
LIST_PATH = environ["LOAD_LIST_PATH"]

user_numbers = count()

if KIND == "scenario":

    class User(FastHttpUser):
        def on_start(self):
            self.headers = {"authorization": f"Bearer {environ['LOAD_TOKEN_PREFIX']}{next(user_numbers)}"}

        @task(int(environ["LOAD_ITEM_WEIGHT"]))
        def item(self):
            self.ask(ITEM_PATH + str(randrange(ITEM_IDS)), "item")

        @task(int(environ["LOAD_LIST_WEIGHT"]))
        def list(self):
            self.ask(LIST_PATH, "list")

        def ask(self, path, name):
            with self.client.get(path, name=name, headers=self.headers, catch_response=True) as answer:
                if answer.json()["ok"] is not True:
                    answer.failure("not ok")

else:

    class User(FastHttpUser):
        # Locust has no arrival rate: users that each begin so many requests a second come nearest.
        if KIND == "open":
            wait_time = constant_throughput(float(environ["LOAD_RATE"]) / int(environ["LOAD_CONNECTIONS"]))

        @task
        def raw(self):
            self.client.get(RAW_PATH)
