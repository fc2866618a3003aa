Feature: What is not true of messages

  Scenario Outline: After a message was taken: <claim>
    Given a message interaction is being defined for a consumer test
    And the message is configured with the following:
      | body            | metadata             |
      | file: lamp.json | { "topic": "stock" } |
    And a provider state "a lamp is there" for the message is specified
    When the message is successfully processed
    Then <claim>

    Examples:
      | claim                                                                                                   |
      | the consumer test will have failed                                                                      |
      | the consumer test error will be "no such product"                                                       |
      | a Pact file for the message interaction will NOT have been written                                      |
      | the received message payload will contain the "chair" JSON document                                     |
      | the received message payload will contain the "file: chair.json" document                               |
      | the received message content type will be "text/plain"                                                  |
      | the received message metadata will contain "topic" == "orders"                                          |
      | the received message metadata will contain "topic" replaced with a "random string"                      |
      | the message contents for "$.price" will have been replaced with an "integer"                            |
      | the pact file will contain 2 message interactions                                                       |
      | the pact file will contain 2 interactions                                                               |
      | the first message in the pact file will contain the "chair.json" document                               |
      | the second message in the pact file will contain the "lamp.json" document                               |
      | the first message in the pact file content type will be "text/plain"                                    |
      | the first message in the pact file will contain the message metadata "topic" == "orders"                |
      | the first message in the pact file will contain 2 provider states                                       |
      | the first message in the Pact file will contain provider state "a desk is there"                        |
      | the first interaction in the pact file will contain the "file: lamp.json" document as the request       |

  Scenario: Parameters that a state does not have
    Given a message interaction is being defined for a consumer test
    And a provider state "a lamp is there" for the message is specified
    And a message is defined
    When the message is successfully processed
    Then the provider state "a lamp is there" for the message will contain the following parameters:
      | parameters    |
      | {"price": 40} |

  Scenario Outline: After a message was refused: <claim>
    Given a message interaction is being defined for a consumer test
    And a message is defined
    When the message is NOT successfully processed with a "no such product" exception
    Then <claim>

    Examples:
      | claim                                                           |
      | the consumer test will have passed                              |
      | the consumer test error will be "no such desk"                  |
      | a Pact file for the message interaction will have been written  |

  Scenario: No test has run
    Then the consumer test will have passed

  Scenario Outline: After a conversation: <claim>
    Given a synchronous message interaction is being defined for a consumer test
    And the message request is configured with the following:
      | body            | metadata             |
      | file: lamp.json | { "topic": "stock" } |
    And the message response is configured with the following:
      | body             | metadata             |
      | file: chair.json | { "topic": "stock" } |
    When the message is successfully processed
    Then <claim>

    Examples:
      | claim                                                                                                              |
      | the first interaction in the pact file will contain the "file: chair.json" document as the request                 |
      | the first interaction in the pact file request content type will be "text/plain"                                   |
      | the first interaction in the pact file will contain the "file: lamp.json" document as a response                   |
      | the first interaction in the pact file response content type will be "text/plain"                                  |
      | the first interaction in the pact file will contain 2 response messages                                            |
      | the first interaction in the pact file will contain the "file: chair.json" document as the second response message |
      | the first message in the pact file will contain the request message metadata "topic" == "orders"                   |
      | the received message request metadata will contain "topic" == "orders"                                             |
      | the received message response metadata will contain "topic" == "orders"                                            |
      | the received message request metadata will contain "topic" replaced with a "random string"                         |
      | the received message response metadata will contain "topic" replaced with a "random string"                        |
      | the message request contents for "$.price" will have been replaced with an "integer"                               |
      | the message response contents for "$.price" will have been replaced with an "integer"                              |

  Scenario Outline: In a pact file: <claim>
    Given an HTTP interaction is being defined for a consumer test
    And a provider state "a lamp is there" is specified
    When the Pact file for the test is generated
    Then <claim>

    Examples:
      | claim                                                                                    |
      | there will be an interaction in the Pact file with a type of "Asynchronous/Messages"     |
      | the first interaction in the Pact file will have a type of "Asynchronous/Messages"       |
      | the first interaction in the Pact file will have "pending" = 'true'                      |
      | the second interaction in the Pact file will have "pending" = 'false'                    |
      | the interaction in the Pact file will contain 2 provider states                          |
      | the interaction in the Pact file will contain provider state "a desk is there"           |

  Scenario: Parameters that a state in the pact file does not have
    Given an HTTP interaction is being defined for a consumer test
    And a provider state "a lamp is there" is specified
    When the Pact file for the test is generated
    Then the provider state "a lamp is there" in the Pact file will contain the following parameters:
      | parameters    |
      | {"price": 40} |
