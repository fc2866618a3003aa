Feature: A conversation of messages

  Scenario: A question and its answers
    Given a synchronous message interaction is being defined for a consumer test
    And the message request payload contains the "lamp" JSON document
    And the message request contains the following metadata:
      | key   | value               |
      | topic | stock               |
      | trace | JSON: { "depth": 1 } |
    And the message response payload contains the "file: chair.json" document
    And the message response payload contains the "file: greeting-body.xml" document
    And a provider state "a lamp is there" for the synchronous message is specified
    And a provider state "it has a price" for the synchronous message is specified with the following data:
      | price |
      | 40    |
    When the message is successfully processed
    Then the consumer test will have passed
    And the received message payload will contain the "file: chair.json" document
    And the received message content type will be "application/json"
    And the received message request metadata will contain "topic" == "stock"
    And a Pact file for the message interaction will have been written
    And the pact file will contain 1 interaction
    And the first interaction in the pact file will contain the "file: lamp.json" document as the request
    And the first interaction in the pact file request content type will be "application/json"
    And the first interaction in the pact file will contain the "file: chair.json" document as a response
    And the first interaction in the pact file response content type will be "application/json"
    And the first interaction in the pact file will contain 2 response messages
    And the first interaction in the pact file will contain the "file: greeting-body.xml" document as the second response message
    And the first message in the pact file will contain the request message metadata "trace" == "JSON: { \"depth\": 1 }"
    And the first message in the pact file will contain 2 provider states
    And the first message in the Pact file will contain provider state "a lamp is there"
    And the provider state "it has a price" for the message will contain the following parameters:
      | parameters    |
      | {"price": 40} |

  Scenario: New values in the question and in the answer
    Given a synchronous message interaction is being defined for a consumer test
    And the message request is configured with the following:
      | body            | generators                                                                                                                        | metadata      |
      | file: lamp.json | JSON: { "body": { "$.price": { "type": "RandomInt", "min": 100, "max": 999 } }, "metadata": { "id": { "type": "RandomInt" } } } | { "id": "x" } |
    And the message response is configured with the following:
      | body             | generators                                                                                                                    | metadata                      |
      | file: chair.json | JSON: { "body": { "$.name": { "type": "RandomString", "size": 9 } }, "metadata": { "id": { "type": "RandomHexadecimal" } } } | { "id": "x", "topic": "stock" } |
    When the message is successfully processed
    Then the message request contents for "$.price" will have been replaced with an "integer"
    And the received message request metadata will contain "id" replaced with an "integer"
    And the message response contents for "$.name" will have been replaced with a "random string"
    And the received message response metadata will contain "id" replaced with a "hexadecimal number"
    And the received message response metadata will contain "topic" == "stock"
